import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { Button } from './Button';
import { Placeholder } from './Placeholder';

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a failure inside its panel: the rest of the page goes on, and the panel can be opened again. */
export class PanelBoundary extends Component<BoundaryProps, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <Crash message={error.message} onReopen={() => this.setState({ error: undefined })} />;
  }
}

function Crash({ message, onReopen }: { readonly message: string; readonly onReopen: () => void }) {
  const { t } = useText();
  return (
    <Placeholder title={t.status.crashed} detail={`${t.status.crashedDetail} (${message})`}>
      <Button onClick={onReopen}>{t.status.reopen}</Button>
    </Placeholder>
  );
}
