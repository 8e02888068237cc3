// A button to copy what stands in a box. Without this script it can be selected.
(() => {
  'use strict';

  const BACK_MILLIS = 2000;

  // browsers give the clipboard to pages of https and of this machine only
  const copy = async element => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(element.textContent);
      return;
    }
    const selection = window.getSelection();
    selection.selectAllChildren(element);
    const isCopied = document.execCommand('copy');
    if (!isCopied) {
      throw new Error('the browser does not let a page copy');
    }
    selection.removeAllRanges();
  };

  const equip = root => {
    for (const box of root.querySelectorAll('pre:not(.copyable > pre)')) {
      const place = document.createElement('div');
      place.className = 'copyable';
      box.replaceWith(place);
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Copy';
      button.addEventListener('click', async () => {
        try {
          await copy(box);
          button.textContent = 'Copied';
        } catch {
          window.getSelection().selectAllChildren(box);
          button.textContent = 'Press Ctrl+C';
        }
        window.setTimeout(() => { button.textContent = 'Copy'; }, BACK_MILLIS);
      });
      place.append(box, button);
    }
  };

  equip(document.getElementById('main'));
  document.body.addEventListener('htmx:afterSettle', () => equip(document.getElementById('main')));
})();
