/**
 * OpenAI's API for transcriptions, at {@code /v1}, for clients that know that API and no other
 * (docs/adr/0026-what-comes-with-a-job.md). Each request is a job like any other; the answer waits for its end.
 */
@NullMarked
package dev.sotto.jobs.openai;

import org.jspecify.annotations.NullMarked;
