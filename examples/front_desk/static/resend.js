// Counts down until another OTP may be asked for. Without it the button works, and the answer says how long to wait.
for (const button of document.querySelectorAll("[data-wait]")) {
  const label = button.textContent, until = Date.now() + button.dataset.wait * 1000;
  (function show() {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${label} (in ${left} s)` : label;
    if (left > 0) setTimeout(show, 250);
  })();
}
