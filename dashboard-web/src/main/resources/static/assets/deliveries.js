// Shows what arrives while the page is looked at, and reads deliveries again. Without this script the page names the commands.
(() => {
  'use strict';

  const EVERY_MILLIS = 3000;
  const MOST_SHOWN = 200000;

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

  // ---- acting, with the API token

  for (const form of document.querySelectorAll('form.act')) {
    form.hidden = false;
    const say = (role, text) => {
      for (const each of form.querySelectorAll('[role]')) {
        each.hidden = each.getAttribute('role') !== role || text === '';
        each.textContent = each.hidden ? '' : text;
      }
    };

    const progress = async (count, text) => {
      const status = await (await fetch('/api/v1/status')).json();
      const pending = status.deliveries?.pending ?? count;
      if (pending > 0) {
        say('status', `${Math.max(0, count - pending).toLocaleString('en')} of ${text} read again`);
        window.setTimeout(() => progress(count, text), 1000);
      } else {
        say('status', `Read again: ${text}.`);
        await refresh();
      }
    };

    form.addEventListener('submit', async event => {
      event.preventDefault();
      say('status', '');
      const isBody = event.submitter?.value === 'body';
      const token = new FormData(form).get('token').trim();
      try {
        const answer = await fetch(isBody ? form.dataset.body : form.dataset.replay, {
          method: isBody ? 'GET' : 'POST',
          headers: {Authorization: 'Bearer ' + token},
        });
        if (answer.status === 401) {
          say('alert', 'This is not the API token. It is in the file secrets/api-token of the data folder, unless somebody set another.');
        } else if (!answer.ok) {
          const problem = await answer.json().catch(() => ({}));
          say('alert', problem.detail || 'The server answered ' + answer.status + '.');
        } else if (isBody) {
          showBody(await answer.text());
        } else {
          const count = (await answer.json()).deliveries ?? 1;
          await progress(count, count === 1 ? '1 delivery' : count.toLocaleString('en') + ' deliveries');
        }
      } catch {
        say('alert', 'The server does not answer.');
      }
    });
  }

  function showBody(text) {
    let readable = text;
    try {
      readable = JSON.stringify(JSON.parse(text), null, 2);
    } catch { /* it is no JSON: shown as it came */ }
    const place = document.getElementById('body');
    place.hidden = false;
    place.firstElementChild.textContent = readable.length > MOST_SHOWN ? readable.slice(0, MOST_SHOWN) + '\n…' : readable;
    place.focus();
  }
})();
