// Uses Sotto with the public client of OpenAI's API. Its last line is JSON: what each call answered.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [browser, gateway, key, file] = process.argv.slice(2);
const { default: OpenAI } = await import(pathToFileURL(createRequire(`${browser}/package.json`).resolve('openai')).href);
const client = new OpenAI({ apiKey: key, baseURL: `${gateway}v1`, maxRetries: 0 });
const audio = client.audio.transcriptions;
const ask = (more) => ({ file: createReadStream(file), model: 'whisper-1', ...more });

async function refused(call) {
  try {
    await call;
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param, type: error.type };
  }
}

const raw = await audio.create(ask()).withResponse();
const answers = {
  json: raw.data.text,
  job: raw.response.headers.get('sotto-job-id'),
  verbose: await audio.create(ask({ response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] })),
  srt: await audio.create(ask({ response_format: 'srt', language: 'en' })),
  models: (await client.models.list()).data.map((model) => model.id),
  unknown: await refused(audio.create(ask({ model: 'gpt-9-transcribe' }))),
  foreign: await refused(new OpenAI({ apiKey: 'sotto_nobody', baseURL: `${gateway}v1`, maxRetries: 0 }).models.list()),
  translation: await refused(client.audio.translations.create(ask())),
};
console.log(JSON.stringify(answers));
