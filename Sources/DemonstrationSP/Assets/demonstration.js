// The one page that sends itself: a request on its way to the portal. Without scripts its button does the same.
document.querySelector("form[data-send]")?.requestSubmit();
