import { DetailedError, Upload, type HttpRequest } from 'tus-js-client';
import { api } from '../../../api/client';
import { ok, Problem } from '../../../api/problem';
import { parsed, problemOf } from '../../../api/sendForm';
import { session } from '../../../api/session';
import { chosen } from './options';
import type { Recording } from './send';

const PART_BYTES = 32_000_000;
const ASK_AGAIN_MS = 2_000;

/** Sends a recording by tus. After a break, even in another tab, it goes on where the server says. */
export async function sendLarge(recording: Recording, signal: AbortSignal, onSent: (part: number) => void): Promise<string> {
  const url = await sendParts(recording, signal, onSent);
  return jobOf(url.split('/').pop() ?? '', signal);
}

function sendParts({ file, workflowId, options }: Recording, signal: AbortSignal, onSent: (part: number) => void): Promise<string> {
  const said = chosen(options);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const upload: Upload = new Upload(file, {
      endpoint: '/api/v1/uploads',
      chunkSize: PART_BYTES,
      metadata: { filename: file.name, workflow_id: workflowId, ...said },
      fingerprint: () => Promise.resolve(['sotto', workflowId, file.name, file.size, file.lastModified, ...Object.values(said)].join(':')),
      removeFingerprintOnSuccess: true,
      retryDelays: null,
      onBeforeRequest: authorise,
      onProgress: (sent, total) => onSent(sent / Math.max(total ?? file.size, 1)),
      onSuccess: () => resolve(upload.url ?? ''),
      onError: (error) => {
        const problem = problemIn(error);
        if (problem.status === 422) {
          // It was refused as a whole: another attempt begins anew.
          upload.abort(true).catch(() => undefined);
        }
        reject(problem);
      },
    });
    const cancel = (): void => {
      // The server forgets what it has: nobody will send the rest.
      upload.abort(true).catch(() => undefined);
      reject(new DOMException('Cancelled', 'AbortError'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    void upload.findPreviousUploads().then(([before]) => {
      if (before) {
        upload.resumeFromPreviousUpload(before);
      }
      upload.start();
    });
  });
}

async function authorise(request: HttpRequest): Promise<void> {
  const token = await session.token();
  if (token !== null) {
    request.setHeader('Authorization', `Bearer ${token}`);
  }
}

function problemIn(error: Error | DetailedError): Problem {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  return response ? problemOf(response.getStatus(), (name) => response.getHeader(name), parsed(response.getBody())) : Problem.unreachable();
}

/** Waits until the server has looked at the recording. */
async function jobOf(id: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    const upload = await ok(api.GET('/api/v1/uploads/{id}', { params: { path: { id } } }));
    if (upload.job_id !== undefined) {
      return upload.job_id;
    }
    if (upload.state === 'Refused') {
      const problem = upload.problem as { status?: number } | undefined;
      throw problemOf(problem?.status ?? 422, () => null, problem);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}
