/** kubectl auth whoami. */
import type { UserInfo } from 'kubernetes-types/authentication/v1';
import { alignTabs, tableTabs } from '../../text/tabWriter';
import type { PlainObject } from '../client/documents';
import { objectPrinter } from '../output/printer';
import { printFlags } from '../sharedFlags';
import type { Verb } from '../verb';

export const authWhoAmI: Verb = {
  name: 'whoami',
  short: 'Experimental: Check self subject attributes',
  long: 'Show as whom the API server knows the one who asks: name, groups, and what else it was told.',
  examples: '# Who am I?\nkubectl auth whoami\n# With all details\nkubectl auth whoami -o yaml',
  usage: '',
  flags: printFlags,
  complete: 'none',
  *run({ access, flags, process, print }) {
    // --template alone chooses nothing here
    const printer = flags.string('output') === '' ? undefined : objectPrinter({ flags, process });
    const answer = yield* access.call<PlainObject>({
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: {} },
    });
    if (printer !== undefined) {
      print(printer(answer));
      return 0;
    }
    const { userInfo = {} } = answer['status'] as { userInfo?: UserInfo };
    const rows = [['ATTRIBUTE', 'VALUE'], ...attributes(userInfo)];
    print(alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), tableTabs));
    return 0;
  },
};

function attributes({ username = '', uid = '', groups = [], extra = {} }: UserInfo): string[][] {
  return [
    ...(username === '' ? [] : [['Username', username]]),
    ...(uid === '' ? [] : [['UID', uid]]),
    ...(groups.length === 0 ? [] : [['Groups', goList(groups)]]),
    ...Object.keys(extra)
      .sort()
      .map((key) => [`Extra: ${key}`, goList(extra[key] ?? [])]),
  ];
}

function goList(list: readonly string[]): string {
  return `[${list.join(' ')}]`;
}
