// Begins to read history, and shows how far it is. Without this script the page names the command that does the same.
(() => {
  'use strict';

  const EVERY_MILLIS = 2000;
  const form = document.getElementById('backfill');

  const show = message => {
    const wrong = form.querySelector('[role=alert]');
    wrong.textContent = message;
    wrong.hidden = message === '';
  };

  const refresh = async () => {
    const readings = document.getElementById('readings');
    try {
      const answer = await fetch(window.location.pathname + window.location.search);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const newer = page.getElementById('readings');
      if (answer.ok && newer) {
        readings.replaceWith(newer);
      }
    } catch {
      // it is asked again
    }
    watch();
  };

  const watch = () => {
    const readings = document.getElementById('readings');
    if (readings && readings.dataset.active === 'true') {
      window.setTimeout(refresh, EVERY_MILLIS);
    }
  };

  const begin = async event => {
    event.preventDefault();
    show('');
    const fields = new FormData(form);
    const wanted = {
      source: form.dataset.source,
      repositories: fields.get('repositories').split(',').map(name => name.trim()).filter(name => name !== ''),
    };
    if (fields.get('since')) {
      wanted.since = fields.get('since');
    }
    try {
      const answer = await fetch('/api/v1/backfills', {
        method: 'POST',
        headers: {'Content-Type': 'application/json', Authorization: 'Bearer ' + fields.get('token').trim()},
        body: JSON.stringify(wanted),
      });
      if (answer.status === 202) {
        refresh();
      } else if (answer.status === 401) {
        show('This is not the API token. It is in the file secrets/api-token of the data folder, unless somebody set another.');
      } else {
        const problem = await answer.json().catch(() => ({}));
        show(problem.detail || 'The server answered ' + answer.status + '.');
      }
    } catch {
      show('The server does not answer.');
    }
  };

  if (form) {
    form.hidden = false;
    form.addEventListener('submit', begin);
  }
  watch();
})();
