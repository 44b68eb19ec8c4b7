// Reads one PromQL expression a line, and prints for each its metrics, or where it cannot be parsed.
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';

for (const expression of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const metrics = [];
  let fault = '';
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.type.isError && !fault) fault = `error at ${node.from}`;
      if (node.name === 'VectorSelector' && node.node.firstChild?.name === 'Identifier')
        metrics.push(expression.slice(node.node.firstChild.from, node.node.firstChild.to));
    },
  });
  console.log(fault || metrics.join(' '));
}
