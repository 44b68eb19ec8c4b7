import type { Upload, UploadState } from './shelf';

/** What moves is seen first, then what needs a person, then what waits, then what is done. */
const GROUPS: readonly (readonly UploadState[])[] = [
  ['sending', 'checking', 'interrupted'],
  ['refused', 'too-large', 'too-long'],
  ['waiting'],
  ['queued', 'cancelled'],
];

export const needsPerson = ({ state }: Upload): boolean => GROUPS[1]?.includes(state) === true;

/** Returns uploads as they are shown; within a group as they were chosen. */
export const inOrder = (uploads: readonly Upload[]): Upload[] =>
  GROUPS.flatMap((states) => uploads.filter(({ state }) => states.includes(state)));
