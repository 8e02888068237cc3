// Ticks off the first event of a source while somebody sets it up, and leads to the form of the forge. Without this script the page
// says the same when it is loaded again, and names the address of the form.
(() => {
  'use strict';

  const EVERY_MILLIS = 2000;

  const look = async () => {
    const line = document.getElementById('arrival');
    if (document.hidden || !line) {
      return;
    }
    try {
      const answer = await fetch('/setup/arrival?source=' + encodeURIComponent(line.dataset.source), {headers: {Accept: 'text/html'}});
      const newer = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('arrival');
      if (answer.ok && newer && newer.innerHTML !== line.innerHTML) {
        // the element stays, so that a screen reader is told what changes in it
        line.className = newer.className;
        line.dataset.state = newer.dataset.state;
        line.replaceChildren(...newer.childNodes);
      }
    } catch {
      // it is asked again
    }
  };
  window.setInterval(look, EVERY_MILLIS);

  for (const place of document.querySelectorAll('.form[data-form]')) {
    const form = document.createElement('form');
    const label = document.createElement('label');
    const name = document.createElement('input');
    name.required = true;
    name.autocomplete = 'off';
    name.spellcheck = false;
    name.placeholder = place.dataset.example;
    label.append(place.dataset.label, name);
    const button = document.createElement('button');
    button.textContent = 'Open its form ↗';
    form.append(label, button);
    form.addEventListener('submit', event => {
      event.preventDefault();
      const path = name.value.trim().split('/').map(encodeURIComponent).join('/');
      window.open(place.dataset.form.replace('{name}', path), '_blank', 'noopener');
    });
    place.replaceWith(form);
  }
})();
