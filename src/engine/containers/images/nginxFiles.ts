/** The configuration and the page that nginx comes with, in its image and as a package. */
import type { LayerContents } from '../../files/fileLayer';
import { nginxWelcomePage } from './nginxPages';

const CONFIG_TEXT = `server {
    listen       80;
    listen  [::]:80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

const NGINX_CONF =
  'user  nginx;\nworker_processes  auto;\n\nerror_log  /var/log/nginx/error.log notice;\npid        /run/nginx.pid;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/mime.types;\n    default_type  application/octet-stream;\n    access_log  /var/log/nginx/access.log  main;\n    sendfile        on;\n    keepalive_timeout  65;\n    include /etc/nginx/conf.d/*.conf;\n}\n';

const MIME_TYPES =
  'types {\n    text/html                             html htm shtml;\n    text/css                              css;\n    application/javascript                js;\n    application/json                      json;\n    image/png                             png;\n}\n';

export function nginxPackageFiles(): LayerContents {
  return {
    '/etc/nginx/conf.d/default.conf': CONFIG_TEXT,
    '/etc/nginx/nginx.conf': NGINX_CONF,
    '/etc/nginx/mime.types': MIME_TYPES,
    '/usr/share/nginx/html/index.html': nginxWelcomePage,
    '/var/cache/nginx/': '',
    '/var/log/nginx/': '',
  };
}
