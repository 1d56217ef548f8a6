/**
 * Packages that Debian's, Ubuntu's and Alpine's package managers know here: those that people install in images. What
 * they bring are programs; the ones that aren't simulated say so when they are run. Simplified: a package counts its
 * libraries as its own, and has one version everywhere.
 */
import type { LayerContents } from '../../../files/fileLayer';
import { nginxPackageFiles } from '../nginxFiles';

export interface Package {
  readonly name: string;
  readonly version: string;
  /** What is fetched and what it takes on the disk, in bytes. */
  readonly sizeBytes: number;
  readonly installedBytes: number;
  /** In /usr/bin. */
  readonly programs: readonly string[];
  /** Other files that it brings. */
  readonly files?: () => LayerContents;
}

const KB = 1000;

/** Name, version, kilobytes to fetch, kilobytes on the disk, programs. */
type Row = readonly [name: string, version: string, size: number, installed: number, programs: string];

const both: readonly Row[] = [
  ['bash', '5.2.15', 460, 1_520, 'bash'],
  ['ca-certificates', '20241121', 150, 390, 'update-ca-certificates'],
  ['cmake', '3.25.1', 14_000, 62_000, 'cmake ctest cpack'],
  ['curl', '7.88.1', 960, 2_700, 'curl'],
  ['dumb-init', '1.2.5', 15, 40, 'dumb-init'],
  ['file', '5.44', 660, 8_400, 'file'],
  ['g++', '12.2.0', 61_000, 230_000, 'g++ c++'],
  ['gcc', '12.2.0', 41_000, 150_000, 'gcc cc ld as'],
  ['git', '2.39.5', 9_400, 49_000, 'git'],
  ['gnupg', '2.2.40', 3_800, 9_900, 'gpg'],
  ['htop', '3.2.2', 152, 390, 'htop'],
  ['iproute2', '6.1.0', 1_050, 3_600, 'ip ss tc'],
  ['jq', '1.6', 370, 1_120, 'jq'],
  ['less', '590', 132, 317, 'less'],
  ['lsof', '4.95.0', 318, 480, 'lsof'],
  ['make', '4.3', 396, 1_600, 'make'],
  ['nano', '7.2', 690, 2_900, 'nano'],
  ['nmap', '7.93', 6_100, 26_000, 'nmap ncat'],
  ['nodejs', '18.19.0', 11_400, 47_000, 'node nodejs'],
  ['npm', '9.2.0', 1_900, 9_900, 'npm npx'],
  ['openssl', '3.0.15', 1_430, 2_290, 'openssl'],
  ['procps', '4.0.2', 709, 2_390, 'free pgrep pidof pkill ps top uptime vmstat w watch'],
  ['python3', '3.11.2', 8_900, 33_000, 'python3'],
  ['rsync', '3.2.7', 417, 790, 'rsync'],
  ['socat', '1.7.4', 375, 1_510, 'socat'],
  ['strace', '6.1', 1_300, 2_900, 'strace'],
  ['sudo', '1.9.13', 1_890, 6_300, 'sudo'],
  ['tcpdump', '4.99.3', 467, 1_360, 'tcpdump'],
  ['tini', '0.19.0', 260, 850, 'tini'],
  ['tree', '2.1.0', 52, 118, 'tree'],
  ['tzdata', '2024b', 296, 3_200, ''],
  ['unzip', '6.0', 171, 388, 'unzip'],
  ['vim', '9.0.1378', 8_800, 41_000, 'vim vi'],
  ['wget', '1.21.3', 984, 3_690, 'wget'],
  ['zip', '3.0', 232, 630, 'zip'],
];

const debianOnly: readonly Row[] = [
  ['apache2', '2.4.62', 4_800, 18_000, 'apache2 apachectl'],
  ['apt-transport-https', '2.6.1', 25, 35, ''],
  ['bind9-dnsutils', '9.18.28', 1_900, 5_300, 'dig nslookup host'],
  ['build-essential', '12.9', 69_000, 290_000, 'gcc g++ make cc'],
  ['default-jdk', '17.0.13', 220_000, 450_000, 'java javac jar'],
  ['dnsutils', '9.18.28', 1_900, 5_300, 'dig nslookup host'],
  ['fortune-mod', '1.99.1', 1_600, 2_600, 'fortune'],
  ['inetutils-ping', '2.4', 97, 300, 'ping'],
  ['iputils-ping', '20221126', 47, 121, 'ping'],
  ['default-mysql-client', '1.1.0', 3_600, 42_000, 'mysql mysqldump'],
  ['net-tools', '2.10', 243, 1_010, 'ifconfig netstat route arp'],
  ['netcat-openbsd', '1.219', 41, 110, 'nc'],
  ['openjdk-17-jdk', '17.0.13', 220_000, 450_000, 'java javac jar'],
  ['openjdk-17-jre-headless', '17.0.13', 44_000, 190_000, 'java'],
  ['openssh-client', '9.2', 991, 5_900, 'ssh scp ssh-keygen'],
  ['postgresql-client', '15', 1_720, 8_700, 'psql pg_dump'],
  ['python3-pip', '23.0.1', 80_000, 340_000, 'pip pip3'],
  ['redis-server', '7.0.15', 1_100, 4_900, 'redis-server redis-cli'],
  ['software-properties-common', '0.99.30', 9_900, 42_000, 'add-apt-repository'],
  ['stress', '1.0.7', 20, 53, 'stress'],
  ['stress-ng', '0.15.6', 2_300, 6_300, 'stress-ng'],
  ['supervisor', '4.2.5', 9_300, 37_000, 'supervisord supervisorctl'],
  ['telnet', '0.17', 43, 160, 'telnet'],
  ['traceroute', '2.1.2', 61, 160, 'traceroute'],
  ['util-linux', '2.38.1', 1_180, 4_900, 'unshare nsenter lsns'],
  ['xz-utils', '5.4.1', 471, 1_250, 'xz'],
];

const alpineOnly: readonly Row[] = [
  ['bind-tools', '9.18.32', 2_200, 5_100, 'dig nslookup host'],
  ['build-base', '0.5', 75_000, 250_000, 'gcc g++ make cc'],
  ['coreutils', '9.5', 410, 1_090, 'dd'],
  ['iputils', '20240905', 60, 190, 'ping'],
  ['libc6-compat', '1.1.0', 12, 30, ''],
  ['mysql-client', '11.4.4', 5_100, 42_000, 'mysql mysqldump'],
  ['openjdk17', '17.0.13', 190_000, 320_000, 'java javac jar'],
  ['openssh', '9.9', 1_900, 6_600, 'ssh scp ssh-keygen sshd'],
  ['postgresql-client', '17.2', 2_100, 7_700, 'psql pg_dump'],
  ['py3-pip', '24.3.1', 3_700, 14_000, 'pip pip3'],
  ['redis', '7.2.7', 1_200, 3_600, 'redis-server redis-cli'],
  ['shadow', '4.16.0', 460, 1_300, 'useradd groupadd usermod'],
  ['stress-ng', '0.18.06', 1_700, 4_600, 'stress-ng'],
  ['su-exec', '0.2', 8, 20, 'su-exec'],
];

/** nginx brings its page and its configuration as well. */
const nginx = (program: string): Package => ({
  name: 'nginx',
  version: '1.27.3',
  sizeBytes: 1_400 * KB,
  installedBytes: 3_500 * KB,
  programs: [program],
  files: nginxPackageFiles,
});

function packageOf([name, version, size, installed, programs]: Row): Package {
  const names = programs.split(' ').filter((one) => one !== '');
  return { name, version, sizeBytes: size * KB, installedBytes: installed * KB, programs: names };
}

/** By name. */
export const debianPackages: ReadonlyMap<string, Package> = new Map(
  [...[...both, ...debianOnly].map(packageOf), nginx('nginx')].map((one) => [one.name, one]),
);

/** By name. */
export const alpinePackages: ReadonlyMap<string, Package> = new Map(
  [...[...both, ...alpineOnly].map(packageOf), nginx('nginx')].map((one) => [one.name, one]),
);
