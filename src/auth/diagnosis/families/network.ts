import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { GIT, HUB, HUB_STATUS, MODAL_STATUS, NODE, PYTHON, SCRIPTS } from '#auth/diagnosis/families/sources.ts';

const area = 'network';
const PROXIES = 'env | grep -i _proxy';
const both = (fault: string): readonly string[] => [`hf:fault:${fault}`, `modal:fault:${fault}`];

export const NETWORK: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'dns',
    area,
    title: 'A name could not be resolved',
    meaning:
      'There is no network, no name server, or the name in HF_ENDPOINT, MODAL_SERVER_URL or a proxy is wrong. Containers and jobs on a cluster often have no way out.',
    fix: ['getent hosts huggingface.co api.modal.com', 'cat /etc/resolv.conf', `echo "$HF_ENDPOINT $MODAL_SERVER_URL"; ${PROXIES}`],
    log: [
      ...printedBy(HUB, 'Name or service not known'),
      ...printedBy(PYTHON, 'Temporary failure in name resolution', 'nodename nor servname provided', 'NameResolutionError', 'Failed to resolve'),
      ...printedBy(GIT, 'Could not resolve host'),
      ...printedBy(NODE, 'getaddrinfo ENOTFOUND', 'getaddrinfo EAI_AGAIN'),
      ...printedBy('Go programs such as gh', ['no such host', /lookup \S+.*: no such host/]),
    ],
    signs: both('dns'),
    followsFrom: ['proxy'],
    examples: {
      lines: [
        'httpx2.ConnectError: [Errno -2] Name or service not known',
        "fatal: unable to access 'https://huggingface.co/acme/m/': Could not resolve host: huggingface.co",
        'Error: getaddrinfo ENOTFOUND huggingface.co',
        'dial tcp: lookup api.github.com on 127.0.0.53:53: no such host',
      ],
      others: ['resolved huggingface.co', 'there is no such host entry'],
    },
  }),
  defineDiagnosis({
    id: 'connection-refused',
    area,
    title: 'The connection was refused',
    meaning: 'The machine answers, but nothing listens there: a wrong port or address in HF_ENDPOINT, MODAL_SERVER_URL or a proxy, or a firewall that rejects.',
    fix: [`echo "$HF_ENDPOINT $MODAL_SERVER_URL"; ${PROXIES}`, 'curl -I https://huggingface.co'],
    log: [
      ...printedBy(HUB, 'Connection refused'),
      ...printedBy(NODE, 'ECONNREFUSED'),
      ...printedBy(GIT, ["Couldn't connect to server", /Failed to connect to/]),
    ],
    signs: both('refused'),
    followsFrom: ['proxy'],
    examples: {
      lines: [
        'httpx2.ConnectError: [Errno 111] Connection refused',
        'Error: connect ECONNREFUSED 127.0.0.1:9',
        "Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server",
      ],
      others: ['Connection accepted'],
    },
  }),
  defineDiagnosis({
    id: 'connection-reset',
    area,
    title: 'The connection broke off',
    meaning: 'The other end, or something between, closed it: an unstable line, a proxy with a limit, or the service.',
    fix: ['Try again', HUB_STATUS, MODAL_STATUS, PROXIES],
    log: [
      ...printedBy(
        PYTHON,
        'Connection reset by peer',
        'Connection aborted',
        'RemoteDisconnected',
        'Server disconnected without sending a response',
        'IncompleteRead(',
      ),
      ...printedBy(NODE, 'ECONNRESET', 'socket hang up', 'other side closed'),
      ...printedBy('git', 'The remote end hung up unexpectedly', 'the remote end hung up unexpectedly'),
    ],
    signs: both('reset'),
    followsFrom: ['git-password-removed', 'git-not-authorized'],
    examples: {
      lines: [
        'ConnectionResetError: [Errno 104] Connection reset by peer',
        "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
        'fatal: the remote end hung up unexpectedly',
      ],
      others: ['Connection closed by the user'],
    },
  }),
  defineDiagnosis({
    id: 'timeout',
    area,
    title: 'There was no answer in time',
    meaning: 'A slow line, a firewall that drops packets, or a service that is overloaded. It says nothing about the token.',
    fix: [
      'curl -I --max-time 10 https://huggingface.co',
      HUB_STATUS,
      MODAL_STATUS,
      'Allow more time: HF_HUB_DOWNLOAD_TIMEOUT=60 HF_HUB_ETAG_TIMEOUT=60',
      'Network, services and tokens of this machine: auth-guard doctor',
    ],
    log: [
      ...printedBy(HUB, ['ReadTimeout', /ReadTimeout(?:Error)?\b/], ['ConnectTimeout', /ConnectTimeout(?:Error)?\b/]),
      ...printedBy(SCRIPTS, 'Connection timeout', 'Connection timed out', 'The read operation timed out'),
      ...printedBy(NODE, 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'),
      ...printedBy('gRPC clients such as modal', 'Deadline exceeded', 'DEADLINE_EXCEEDED'),
    ],
    signs: both('timeout'),
    examples: {
      lines: [
        'httpx2.ReadTimeout: timed out',
        'ERROR: All attempts failed: Connection timeout',
        'requests.exceptions.ConnectTimeout: HTTPSConnectionPool',
        'Error: connect ETIMEDOUT 1.2.3.4:443',
      ],
      others: ['timeout=30', 'set HF_HUB_DOWNLOAD_TIMEOUT'],
    },
  }),
  defineDiagnosis({
    id: 'tls',
    area,
    title: 'The certificate of the other end is not trusted',
    meaning:
      'Something between reads the traffic (a company proxy, an antivirus), the root certificates are missing in a slim container, or the address belongs to someone else. Do not switch the check off: the token would be sent to whoever is there.',
    fix: [
      'apt-get install -y ca-certificates   (in a container)',
      "Name the company's root certificate: REQUESTS_CA_BUNDLE, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS=/path/root.pem",
      'See who answers: openssl s_client -connect huggingface.co:443 -servername huggingface.co </dev/null | head',
    ],
    log: [
      ...printedBy(PYTHON, 'CERTIFICATE_VERIFY_FAILED', 'SSLCertVerificationError', 'SSLError('),
      ...printedBy(
        'OpenSSL, Node.js, curl, git',
        'self-signed certificate',
        'self signed certificate',
        'unable to get local issuer certificate',
        'SSL certificate problem',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ),
      ...printedBy('Go programs such as gh', 'x509: certificate signed by unknown authority'),
    ],
    signs: both('tls'),
    followsFrom: ['clock', 'proxy'],
    examples: {
      lines: [
        'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
        "fatal: unable to access 'https://huggingface.co/': SSL certificate problem: self-signed certificate in certificate chain",
        'x509: certificate signed by unknown authority',
      ],
      others: ['certificate verified', 'ssl=True'],
    },
  }),
  defineDiagnosis({
    id: 'clock',
    area,
    title: "This machine's clock is wrong, or a certificate has run out",
    meaning: 'Certificates, signed links and OIDC tokens are valid for a time. With a wrong clock they are all refused.',
    fix: ['date -u; curl -sI https://huggingface.co | grep -i ^date', 'timedatectl set-ntp true   (in WSL: sudo hwclock -s)'],
    log: printedBy('OpenSSL and what uses it', 'certificate is not yet valid', 'certificate has expired', 'RequestTimeTooSkewed', [
      'x509: certificate has expired',
      /not yet valid|has expired/,
    ]),
    signs: ['env:clock'],
    examples: {
      lines: ['certificate verify failed: certificate is not yet valid (_ssl.c:1006)', '<Code>RequestTimeTooSkewed</Code>'],
      others: ['the token has expired', 'clock: 12:00'],
    },
  }),
  defineDiagnosis({
    id: 'proxy',
    area,
    title: 'A proxy is in the way',
    meaning:
      'It refuses, wants a password, or its address is wrong. Python, git and gh read the *_proxy variables; Node.js before 24 and some gRPC clients do not.',
    fix: [
      PROXIES,
      'NO_PROXY=huggingface.co,hf.co,modal.com YOUR COMMAND   (to see whether that is it)',
      'HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT with special characters percent-encoded',
    ],
    log: [
      ...printedBy(PYTHON, 'ProxyError', 'Tunnel connection failed', 'Unable to connect to proxy'),
      ...printedBy('proxies', '407 Proxy Authentication Required', 'Proxy Authentication Required'),
      ...printedBy(
        'curl and git',
        ['from proxy after CONNECT', /Received HTTP code \d+ from proxy after CONNECT|response \d+ from proxy|CONNECT tunnel failed/],
        'CONNECT tunnel failed',
        'Could not resolve proxy',
      ),
    ],
    signs: [...both('proxy'), 'env:proxy-malformed'],
    examples: {
      lines: [
        "requests.exceptions.ProxyError: HTTPSConnectionPool(host='huggingface.co', port=443)",
        'OSError: Tunnel connection failed: 407 Proxy Authentication Required',
        "fatal: unable to access 'https://huggingface.co/acme/m/': Received HTTP code 403 from proxy after CONNECT",
      ],
      others: ['proxy: none', 'using proxy http://10.0.0.1:3128'],
    },
  }),
  defineDiagnosis({
    id: 'proxy-in-use',
    area,
    title: 'Requests take the way of a proxy',
    meaning: 'That is how the environment is set up. A proxy may change or remove headers: see hf-header-replaced.',
    fix: [PROXIES],
    level: 'note',
    signs: ['env:proxy'],
    examples: { lines: [], others: ['using proxy http://10.0.0.1:3128'] },
  }),
  defineDiagnosis({
    id: 'not-the-service',
    area,
    title: 'Something else than the service answered',
    meaning:
      'A redirect to another host, a page instead of JSON, or no HTTP at all: a portal that wants a login, a proxy, or a wrong HF_ENDPOINT or MODAL_SERVER_URL. The token was not sent on.',
    fix: ['curl -sI https://huggingface.co/api/whoami-v2', `echo "$HF_ENDPOINT $MODAL_SERVER_URL"; ${PROXIES}`],
    signs: [
      ...both('redirect'),
      ...both('protocol'),
      ...both('network'),
      'hf:endpoint-malformed',
      'hf:plain-http',
      'modal:endpoint-malformed',
      'modal:plain-http',
      'hf:no-hub',
      'hf:odd-answer',
      'modal:odd-answer',
      'modal:no-modal',
    ],
    examples: { lines: [], others: ['HTTP/1.1 301 Moved Permanently'] },
  }),
];
