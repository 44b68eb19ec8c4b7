import type { JobView } from '../../../api/client';
import { sendForm } from '../../../api/sendForm';
import { chosen, type UploadOptions } from './options';

/** From here on a recording is sent in parts, so that a break costs little. */
const LARGE_BYTES = 100_000_000;

export interface Recording {
  file: File;
  workflowId: string;
  options: UploadOptions;
  key: string;
}

/** Sends a recording; returns the id of its job. */
export async function send(recording: Recording, signal: AbortSignal, onSent: (part: number) => void): Promise<string> {
  if (recording.file.size >= LARGE_BYTES) {
    const { sendLarge } = await import('./sendLarge');
    return sendLarge(recording, signal, onSent);
  }
  const form = new FormData();
  form.append('workflow_id', recording.workflowId);
  Object.entries(chosen(recording.options)).forEach(([name, value]) => form.append(name, value));
  form.append('file', recording.file);
  const headers = { 'Idempotency-Key': recording.key };
  return (await sendForm<JobView>('/api/v1/jobs', form, { headers, signal, onSent })).id;
}
