// A choice swaps the report. An answer that has a report is shown, also one that says what is wrong with the choice, which comes
// with a status that htmx would drop. Any other answer, as when the server is busy, is left to the browser: it loads the page.
(() => {
  'use strict';

  document.body.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.serverResponse.includes('<section id="report"')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    } else {
      event.preventDefault();
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  });
})();
