import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ROOT_CERTIFICATE } from '../kinds/certificates/clusterAuthority';
import { runSession } from './session';

const root = new X509Certificate(ROOT_CERTIFICATE);

/** For CN=anna, O=dev, made by openssl. */
const PEM =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIV01IOENBUUF3SFRFTU1Bb0dBMVVFQ2d3RFpHVjJNUTB3Q3dZRFZRUUREQVJoYm01aE1Ga3dFd1lIS29aSQp6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUV0NVhUU2FpSmd1WjhURGlqVlE3aVNTZUU4bDE4ZndGekRLS0d3eFlDCjBYdmdKQXBoSFFmM3MzTmlJd2RJdEtocXh3dE9HemV3K01jWnBBNWNmVDBjZTZBQU1Bb0dDQ3FHU000OUJBTUMKQTBjQU1FUUNJRUxOTFBXY3lkMHZZaktvYlBqOEJpZVhzY0ltMUxmYk1LdGwveU9vNkdKTkFpQkZ2a29aUWlieApscDI4WVYyRkV4cUdZcmlDdzBNU2haQWVTVTQ3UFJmRTZBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==';
const request = (name: string, more = '') => `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: ${name}}
spec:
  request: ${PEM}
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
${more}`;

function run(...commands: readonly string[]): string[] {
  const files = {
    'anna.yaml': request('anna', '  expirationSeconds: 86400\n'),
    'other.yaml': request('other'),
    'wrong.yaml': request('wrong', '  expirationSeconds: 60\n').replace('client auth', 'clients'),
  };
  const steps = commands.map((cmd) => ({ cmd }));
  return runSession({ cluster: 'reference', files, steps }).steps.map(({ stdout, stderr }) => stdout + stderr);
}

describe('certificate signing requests', () => {
  it('are signed once they are approved, and the certificate says who one is', () => {
    const [created, pending, approved, issued, login, who, denied] = run(
      'kubectl create -f anna.yaml',
      'kubectl get csr --no-headers',
      'kubectl certificate approve anna',
      'kubectl get csr --no-headers',
      "kubectl get csr anna -o jsonpath='{.status.certificate}' | base64 -d > anna.crt; kubectl config set-credentials anna --client-certificate=anna.crt --client-key=anna.crt",
      "kubectl --user=anna auth whoami -o jsonpath='{.status.userInfo.username} {.status.userInfo.groups}'",
      'kubectl certificate deny anna',
    );
    expect([created, pending, approved, issued, login, who, denied].map((text) => text?.replace(/ +/g, ' '))).toEqual([
      'certificatesigningrequest.certificates.k8s.io/anna created\n',
      'anna 0s kubernetes.io/kube-apiserver-client kubernetes-admin 24h Pending\n',
      'certificatesigningrequest.certificates.k8s.io/anna approved\n',
      'anna 0s kubernetes.io/kube-apiserver-client kubernetes-admin 24h Approved,Issued\n',
      'User "anna" set.\n',
      'anna ["dev","system:authenticated"]',
      'error: certificate signing request "anna" is already Approved\n',
    ]);
  });

  it('become certificates that others can read and verify', () => {
    const [issued = ''] = run(
      'kubectl create -f anna.yaml > made; kubectl certificate approve anna >> made; kubectl get csr anna -o jsonpath={.status.certificate}',
    );
    const certificate = new X509Certificate(Buffer.from(issued, 'base64').toString());
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    expect([certificate.subject, certificate.keyUsage, certificate.verify(root.publicKey)]).toEqual([
      'O=dev\nCN=anna',
      ['1.3.6.1.5.5.7.3.2'],
      true,
    ]);
    // The key that the request came with.
    expect(
      Buffer.from(Buffer.from(PEM, 'base64').toString().split('\n').slice(1, -2).join(''), 'base64').toString('hex'),
    ).toContain(Buffer.from(key, 'base64').toString('hex'));
  });

  it('stay denied, and say what is wrong with them', () => {
    const [, denied, state, approved, wrong] = run(
      'kubectl create -f other.yaml',
      'kubectl certificate deny other',
      'kubectl get csr other -o custom-columns=A:.status.conditions[*].message,B:.status.certificate --no-headers',
      'kubectl certificate approve other',
      'kubectl create -f wrong.yaml',
    );
    expect([denied, state, approved].map((text) => text?.replace(/ +/g, ' '))).toEqual([
      'certificatesigningrequest.certificates.k8s.io/other denied\n',
      'This CSR was denied by kubectl certificate deny. <none>\n',
      'error: certificate signing request "other" is already Denied\n',
    ]);
    expect(wrong).toContain('* spec.usages[0]: Unsupported value: "clients": supported values: "any", ');
    expect(wrong).toContain(
      '* spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 600 seconds (10 minutes)\n',
    );
  });
});
