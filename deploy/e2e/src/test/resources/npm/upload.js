// Uploads a file with tus-js-client, through a proxy that cuts connections. Prints the id of the job.
const http = require('node:http');
const fs = require('node:fs');
const tus = require('./tus-js-client/tus.min.js');

const [gateway, proxyPort, token, workflow, file] = process.argv.slice(2);

/** The browser build brings only XMLHttpRequest; this is the same on Node's own client. */
class NodeHttp {
  getName() { return 'NodeHttp'; }
  createRequest(method, url) { return new Request(method, url); }
}

class Request {
  constructor(method, url) {
    this.method = method;
    this.url = url;
    this.headers = {};
    this.progress = () => {};
  }
  getMethod() { return this.method; }
  getURL() { return this.url; }
  setHeader(name, value) { this.headers[name] = value; }
  getHeader(name) { return this.headers[name]; }
  setProgressHandler(progress) { this.progress = progress; }
  async send(body) {
    const bytes = body == null ? null : Buffer.from(await body.arrayBuffer());
    const { pathname } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const headers = { ...this.headers, Host: new URL(gateway).host, 'Content-Length': bytes ? bytes.length : 0 };
      this.request = http.request(
        { host: '127.0.0.1', port: proxyPort, path: pathname, method: this.method, headers, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece) => { text += piece; });
          response.on('error', reject);
          response.on('end', () => resolve(new Response(response, text)));
        });
      this.request.on('error', reject);
      this.request.end(bytes);
    });
  }
  abort() { this.request?.destroy(); return Promise.resolve(); }
  getUnderlyingObject() { return this.request; }
}

class Response {
  constructor(response, text) { this.response = response; this.text = text; }
  getStatus() { return this.response.statusCode; }
  getHeader(name) { return this.response.headers[name.toLowerCase()]; }
  getBody() { return this.text; }
  getUnderlyingObject() { return this.response; }
}

let job;
const upload = new tus.Upload(new Blob([fs.readFileSync(file)]), {
  endpoint: `${gateway}/api/v1/uploads`,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: 'talk.wav', workflow_id: workflow, title: 'Cut fifty times' },
  retryDelays: Array(500).fill(20),
  storeFingerprintForResuming: false,
  httpStack: new NodeHttp(),
  onShouldRetry: () => true,
  onAfterResponse: (request, response) => { job = response.getHeader('Sotto-Job-Id') ?? job; },
  onError: (error) => { console.error(error); process.exit(1); },
  onSuccess: () => { console.log(JSON.stringify({ url: upload.url, job })); },
});
upload.start();
