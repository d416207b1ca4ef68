// Fetches work from the server, runs it case by case, posts the results back.
'use strict';

const run = location.search.slice(1);
// Over TLS what cases do to a connection must not hurt the recorder's own messages.
const control = location.protocol === 'https:' ? 'https://localhost:18440' : location.origin;
const frames_ = new Map();  // origin -> promise of a window

// Other page origins are frames of this page; 'null' is a sandboxed one.
function frameFor(origin) {
  if (!frames_.has(origin)) {
    frames_.set(origin, new Promise(resolve => {
      const frame = document.createElement('iframe');
      if (origin === 'null') frame.sandbox = 'allow-scripts';
      frame.src = (origin === 'null' ? location.origin : origin) + '/_recorder/frame';
      addEventListener('message', function ready(event) {
        if (event.source !== frame.contentWindow || !event.data.ready) return;
        removeEventListener('message', ready);
        resolve(frame.contentWindow);
      });
      document.documentElement.append(frame);
    }));
  }
  return frames_.get(origin);
}

async function runAt(origin, request, names, limitMs) {
  if (origin === location.origin) return runLimited(request, names, limitMs);
  const target = await frameFor(origin);
  return new Promise(resolve => {
    addEventListener('message', function answer(event) {
      if (event.source !== target || !event.data.seen) return;
      removeEventListener('message', answer);
      // A frame of another origin than asked for would make a false recording.
      resolve(event.data.origin === origin ? event.data.seen :
              {outcome: 'script-error', message: `frame has origin ${event.data.origin}`});
    });
    target.postMessage({request, names, limitMs}, '*');
  });
}

// A case is one request, or several in a row (`then`): the last one's view is the case's.
async function runCase(job, limitMs) {
  const outcomes = [];
  let seen;
  for (const {wait_ms, ...request} of job.requests) {
    if (wait_ms) await pause(wait_ms);
    seen = await runAt(job.origin, request, job.names, limitMs);
    outcomes.push(seen.outcome);
    // Tells the server where one request's traffic ends and the next one's begins.
    if (job.requests.length > 1) await fetch(`${control}/_recorder/mark?${job.id}`);
  }
  if (outcomes.length > 1) seen.outcomes = outcomes;
  return {id: job.id, seen};
}

(async () => {
  for (;;) {
    const work = await (await fetch(`${control}/_recorder/work?${run}`)).json();
    if (work.done) break;
    const results = [];
    for (const job of work.jobs) {
      const result = await runCase(job, work.limit_ms);
      results.push(result);
      // What is left is for another browser (Work.take_results).
      if (result.seen.outcome === 'timeout') break;
    }
    await fetch(`${control}/_recorder/results`, {method: 'POST', body: JSON.stringify({run, results})});
  }
  document.title = 'done';
})();
