(() => {
  'use strict';

  let isRefreshing = false;
  let updatedAt = Date.now();
  const announced = document.getElementById('announced');

  function say(text) {
    announced.textContent = '';
    announced.textContent = text;
  }

  // A choice swaps the report. An answer that has a report is shown, also one that says what is wrong with the choice, which comes
  // with a status that htmx would drop. Any other answer, as when the server is busy, is left to the browser: it loads the page.
  document.body.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.serverResponse.includes('id="report"')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    } else if (isRefreshing) {
      event.preventDefault();
      tell('The server has no numbers at the moment. What you see may be out of date.');
    } else {
      event.preventDefault();
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  });
  document.body.addEventListener('htmx:afterSettle', () => {
    updatedAt = Date.now();
    if (isRefreshing) {
      return;
    }
    const wrong = document.querySelector('#report .wrong');
    say(wrong ? wrong.textContent.trim() : 'Updated: ' + (document.querySelector('#report .span')?.textContent.trim() ?? document.title));
  });
  document.body.addEventListener('htmx:sendError', () => tell('The server cannot be reached. What you see may be out of date.'));

  // one line above everything, until the next answer arrives
  function tell(text) {
    let notice = document.getElementById('offline');
    if (!notice) {
      notice = document.createElement('p');
      notice.id = 'offline';
      notice.className = 'notice';
      notice.setAttribute('role', 'alert');
      document.getElementById('main').prepend(notice);
    }
    notice.textContent = text;
  }
  document.body.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful) {
      document.getElementById('offline')?.remove();
    }
  });

  // live: asks every few seconds whether anything has changed, and only then for the report again
  const live = document.getElementById('live');
  if (document.getElementById('report') && live?.dataset.mark) {
    const text = document.getElementById('live-text');
    const pause = document.getElementById('live-pause');
    let mark = live.dataset.mark;
    let seen = mark;
    let failures = 0;
    let isPaused = false;

    const show = () => {
      const seconds = Math.max(0, Math.round((Date.now() - updatedAt) / 1000));
      const ago = seconds < 60 ? seconds + ' s ago' : Math.floor(seconds / 60) + ' min ago';
      text.textContent = failures > 1 ? 'no connection' : (isPaused ? 'paused, ' : 'updated ') + ago;
      live.classList.toggle('fresh', !isPaused && failures < 2);
    };
    // whoever is choosing or typing is left alone
    const isBusy = () => document.querySelector('#report details.menu[open], #report details.more[open], #report :focus-visible');
    const refresh = () => {
      if (seen !== mark && !isBusy() && !isRefreshing) {
        mark = seen;
        isRefreshing = true;
        window.htmx.ajax('GET', location.pathname + location.search, { target: '#report', select: '#report', swap: 'outerHTML show:none' })
          // the report settles a moment after it has come
          .finally(() => setTimeout(() => { isRefreshing = false; }, 200));
      }
    };
    const ask = async () => {
      if (isPaused || document.hidden) {
        return;
      }
      try {
        const answer = await fetch('/live', { cache: 'no-store', headers: { Accept: 'text/plain' } });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        seen = await answer.text();
        if (failures > 1) {
          document.getElementById('offline')?.remove();
        }
        failures = 0;
        if (seen === mark) {
          updatedAt = Date.now();
        }
        refresh();
      } catch {
        failures += 1;
        if (failures === 2) {
          tell('The server cannot be reached. What you see may be out of date.');
        }
      }
      show();
    };
    pause.addEventListener('click', () => {
      isPaused = !isPaused;
      pause.textContent = isPaused ? 'Resume' : 'Pause';
      pause.setAttribute('aria-pressed', String(isPaused));
      show();
      ask();
    });
    document.addEventListener('visibilitychange', ask);
    live.hidden = false;
    show();
    setInterval(show, 1000);
    setInterval(ask, 3000);
  }

  // one menu is open at a time, and none after a click elsewhere
  document.addEventListener('click', event => {
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });

  // the theme: as the system has it, light, dark
  const theme = document.getElementById('theme');
  const signs = { system: '◐', light: '☀', dark: '☾' };
  const showTheme = () => {
    const chosen = document.documentElement.dataset.theme ?? 'system';
    theme.textContent = signs[chosen];
    theme.title = 'Theme: ' + chosen;
    theme.setAttribute('aria-label', theme.title);
  };
  theme.hidden = false;
  showTheme();
  theme.addEventListener('click', () => {
    const next = { system: 'light', light: 'dark', dark: 'system' }[document.documentElement.dataset.theme ?? 'system'];
    try {
      if (next === 'system') {
        delete document.documentElement.dataset.theme;
        localStorage.removeItem('theme');
      } else {
        document.documentElement.dataset.theme = next;
        localStorage.setItem('theme', next);
      }
    } catch { /* it holds for this page only */ }
    showTheme();
  });

  // keys: / to jump to a service, g and a letter for a place, ? for what keys there are
  let isGoing = false;
  document.addEventListener('keydown', event => {
    const isTyping = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach(menu => { menu.open = false; });
      document.querySelector('.keys')?.remove();
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (isGoing) {
      isGoing = false;
      document.querySelector(`.places [data-key="${CSS.escape(event.key)}"]`)?.click();
      return;
    }
    switch (event.key) {
      case '/':
        event.preventDefault();
        document.querySelector('.jump input').focus();
        break;
      case 'g':
        isGoing = true;
        break;
      case '?':
        showKeys();
        break;
    }
  });

  function showKeys() {
    if (document.querySelector('.keys')) {
      document.querySelector('.keys').remove();
      return;
    }
    const list = document.createElement('dialog');
    list.className = 'keys';
    list.setAttribute('aria-label', 'Keys');
    const rows = [['/', 'jump to a service'], ['?', 'these keys'], ['Esc', 'close'],
      ...[...document.querySelectorAll('.places [data-key]')].map(link => ['g ' + link.dataset.key, link.textContent])];
    for (const [key, meaning] of rows) {
      const row = document.createElement('p');
      const sign = document.createElement('kbd');
      sign.textContent = key;
      row.append(sign, ' ' + meaning);
      list.append(row);
    }
    document.body.append(list);
    list.showModal();
    list.addEventListener('close', () => list.remove());
  }

  // a line through all charts where the pointer is
  document.addEventListener('pointermove', event => {
    const plot = event.target.closest?.('.tracks .plot');
    const tracks = event.target.closest?.('.tracks');
    document.querySelectorAll('.tracks .cursor').forEach(line => line.remove());
    if (!plot || !tracks) {
      return;
    }
    const box = plot.getBoundingClientRect();
    const x = 100 * (event.clientX - box.left) / box.width;
    for (const each of tracks.querySelectorAll('.track:not(.time) > .plot')) {
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      line.setAttribute('class', 'cursor');
      line.setAttribute('x1', x + '%');
      line.setAttribute('x2', x + '%');
      line.setAttribute('y1', '0');
      line.setAttribute('y2', '100%');
      each.append(line);
    }
  });
})();
