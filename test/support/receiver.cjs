// receiver.cjs - node --require receiver.cjs: what is sent to https://receiver.example arrives at a receiver of the test, whole, with its headers.
const http = require('node:http');
const https = require('node:https');

const port = Number(process.env.TEST_RECEIVER_PORT);
const { request } = https;

https.request = (address, { lookup: _, ...options }, heard) => {
  const url = new URL(address);
  return url.host === 'receiver.example' ? http.request({ ...options, host: '127.0.0.1', port, path: url.pathname }, heard) : request(address, { lookup: _, ...options }, heard);
};
