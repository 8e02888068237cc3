// Shows what arrives and what becomes of it while the page is looked at.
(() => {
  'use strict';

  const EVERY_MILLIS = 3000;

  // ---- what arrives

  const report = () => document.getElementById('report');

  const refresh = async () => {
    const answer = await fetch(window.location.pathname + window.location.search);
    const newer = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('report');
    if (answer.ok && newer) {
      report().replaceWith(newer);
    }
  };

  // asks for one row only, and for the page when that is another one or something still waits
  const look = async () => {
    const asked = new URLSearchParams(window.location.search);
    const question = new URLSearchParams({limit: '1'});
    for (const name of ['source', 'event', 'status', 'q']) {
      if (asked.get(name)) {
        question.set(name, asked.get(name));
      }
    }
    const answer = await fetch('/api/v1/deliveries?' + question);
    if (answer.ok) {
      const newest = (await answer.json()).items[0]?.id ?? '';
      if (newest !== report().dataset.newest || report().dataset.pending !== '0') {
        await refresh();
      }
    }
  };

  if (report()?.dataset.live === 'true') {
    const state = document.createElement('button');
    state.type = 'button';
    state.className = 'plain live';
    let isPaused = false;
    const show = text => { state.textContent = text; };
    state.addEventListener('click', () => {
      isPaused = !isPaused;
      show(isPaused ? '○ paused: go on' : '● live: pause');
    });
    show('● live: pause');
    document.querySelector('h1').append(' ', state);
    window.setInterval(async () => {
      if (isPaused || document.hidden || report().contains(document.activeElement)) {
        return;
      }
      try {
        await look();
        show('● live: pause');
      } catch {
        show('○ the server does not answer');
      }
    }, EVERY_MILLIS);
  }

  // ---- one that is to be read again

  const waiting = report()?.dataset.live === undefined && window.setInterval(async () => {
    if (report()?.dataset.pending !== '1') {
      window.clearInterval(waiting);
    } else if (!document.hidden) {
      await refresh().catch(() => {});
    }
  }, 1000);
})();
