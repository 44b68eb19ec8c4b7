// Verifies deliveries with standardwebhooks. Reads JSON from the standard input: a secret and what was received. Prints for
// each whether it is genuine.
const Module = require('node:module');
const path = require('node:path');

const vendored = {
  '@stablelib/base64': path.join(__dirname, 'stablelib-base64/base64.js'),
  'fast-sha256': path.join(__dirname, 'fast-sha256/sha256.js'),
};
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => vendored[name] ?? resolve(name, ...rest);

const { Webhook } = require('./standardwebhooks/index.js');

const { secret, received } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const webhook = new Webhook(secret);
const genuine = received.map(({ headers, body }) => {
  try {
    return webhook.verify(body, headers).type;
  } catch (error) {
    return error.constructor.name;
  }
});
console.log(JSON.stringify(genuine));
