import { Problem } from '../../api/problem';

/** The form has fields for what is deep in the graph. */
export function atFields(problem: Problem): Problem {
  const faults = problem.faults.map((fault) => {
    const field = /\/config\/(language|formats)(\/|$)/.exec(fault.pointer)?.[1];
    return field === undefined ? fault : { ...fault, pointer: `/${field}` };
  });
  return new Problem(problem.status, problem.kind, problem.detail, faults, problem.requestId, problem.retryAfter);
}
