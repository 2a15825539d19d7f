import { faultOf } from './answer-fault';

const problem = 'application/problem+json; charset=utf-8';
it.each<[string, Parameters<typeof faultOf>[0], string | null]>([
  ['an answer', { status: 200, contentType: 'text/csv', text: 'at x (SELECT )' }, null],
  ['a refusal', { status: 400, contentType: problem, text: '{"title":"Some fields are missing"}' }, null],
  ['a request to send again', { status: 503, contentType: problem, text: '{}' }, null],
  ['an error of the server', { status: 500, contentType: problem, text: '{}' }, 'answered 500'],
  ['a refusal as a page', { status: 404, contentType: 'text/html', text: '' }, 'refused without a problem document: text/html'],
  ['a stack', { status: 400, contentType: problem, text: 'Error at Object.parse (x.js:1)' }, 'told of our inside: at Object.parse ('],
  ['a path', { status: 400, contentType: problem, text: '/srv/dist/apps' }, 'told of our inside: /dist/'],
  ['an address', { status: 401, contentType: problem, text: 'from 127.0.0.1' }, 'told of our inside: 127.0.0.1'],
  ['a statement', { status: 400, contentType: problem, text: 'in SELECT 1' }, 'told of our inside: SELECT '],
])('%s', (_, answer, fault) => expect(faultOf(answer)).toBe(fault));
