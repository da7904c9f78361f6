import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * As little as Node can do: the answers that the product gives, read from a file, sent again with the same status, headers
 * and bytes. The file has them by path: { "/plain": { "status", "headers": [name, value, …], "body": base64 } }.
 */
const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.env.ANSWERS as string, 'utf8')) as Record<string, Kept>).map(
    ([path, { status, headers, body }]) => [path, { status, headers, body: Buffer.from(body, 'base64') }],
  ),
);

interface Kept {
  status: number;
  headers: string[];
  body: string;
}

createServer(({ url = '' }, response) => {
  const answer = answers.get(url);
  if (!answer) return void response.writeHead(200).end();
  response.writeHead(answer.status, answer.headers);
  response.end(answer.status === 304 ? undefined : answer.body);
}).listen(Number(process.env.PORT), '127.0.0.1');
