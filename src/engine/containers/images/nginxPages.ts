/** The pages that nginx itself answers with, byte for byte, since their sizes stand in its log. */
const REASONS: Readonly<Record<number, string>> = {
  301: '301 Moved Permanently',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Not Allowed',
  500: '500 Internal Server Error',
};

/** 615 bytes. */
export const nginxWelcomePage = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

export function nginxErrorPage(status: number, version: string): string {
  const reason = REASONS[status] ?? String(status);
  const lines = [
    `<html>`,
    `<head><title>${reason}</title></head>`,
    `<body>`,
    `<center><h1>${reason}</h1></center>`,
    `<hr><center>nginx/${version}</center>`,
    `</body>`,
    `</html>`,
    '',
  ];
  return lines.join('\r\n');
}
