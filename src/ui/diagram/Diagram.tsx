import { useText } from '../i18n/useText';
import { Placeholder } from '../parts/Placeholder';

export function Diagram() {
  const { t } = useText();
  return <Placeholder busy title={t.status.loading} />;
}
