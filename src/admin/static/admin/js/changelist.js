/** The list of a model's objects: choosing rows for an action, filters that stay folded, windows to choose from. */
const form = document.getElementById("changelist-form");
const boxes = [...document.querySelectorAll("#result_list input.action-select")];
const bars = [...document.querySelectorAll(".actions")];
let isEdited = false;
let lastBox;

const isAcross = () => bars.some((bar) => bar.querySelector(".select-across")?.value === "1");

function setAcross(across) {
  for (const bar of bars) bar.querySelector(".select-across").value = across ? "1" : "0";
}

/** Shows how many rows are chosen, and offers those of the other pages once all of this one are. */
function show() {
  const chosen = boxes.filter((box) => box.checked).length;
  const isAll = chosen === boxes.length && chosen > 0;
  if (!isAll) setAcross(false);
  const across = isAcross();
  const all = document.getElementById("action-toggle");
  if (all) {
    all.checked = isAll;
    all.indeterminate = chosen > 0 && !isAll;
  }
  for (const box of boxes) box.closest("tr").classList.toggle("selected", box.checked);
  for (const bar of bars) {
    const toggle = (part, isShown) => {
      const found = bar.querySelector(part);
      if (found) found.hidden = !isShown;
    };
    const counter = bar.querySelector(".action-counter");
    if (counter) counter.textContent = `${chosen} of ${counter.dataset.actionsIcnt} selected`;
    toggle(".action-counter", !across);
    toggle(".all", across);
    toggle(".question", isAll && !across);
    toggle(".clear", across);
  }
}

function choose(range, checked) {
  for (const box of range) box.checked = checked;
}

form?.addEventListener("click", ({ target, shiftKey }) => {
  if (target.id === "action-toggle") choose(boxes, target.checked);
  else if (target.matches(".question")) setAcross(true);
  else if (target.matches(".clear")) {
    setAcross(false);
    choose(boxes, false);
  } else if (target.matches(".action-select")) {
    if (shiftKey && lastBox && lastBox !== target) {
      const ends = [boxes.indexOf(lastBox), boxes.indexOf(target)].sort((a, b) => a - b);
      choose(boxes.slice(ends[0], ends[1] + 1), target.checked);
    }
    lastBox = target;
  } else return;
  show();
});

form?.addEventListener("change", ({ target }) => {
  if (target.closest("#result_list td") && !target.matches(".action-select")) isEdited = true;
});

form?.addEventListener("submit", (event) => {
  const isAction = event.submitter?.name === "index";
  const isChosen = bars.some((bar) => bar.querySelector("select[name=action]")?.value);
  const question = isAction
    ? isEdited &&
      "You have unsaved changes on individual editable fields. If you run an action, your unsaved changes will be lost."
    : event.submitter?.name === "_save" &&
      isChosen &&
      (isEdited
        ? "You have selected an action, but you haven’t saved your changes to individual fields yet. Please click OK to save. You’ll need to re-run the action."
        : "You have selected an action, and you haven’t made any changes on individual fields. You’re probably looking for the Go button rather than the Save button.");
  if (question && !confirm(question)) event.preventDefault();
});

// A page that was left and is come back to has its boxes as they were.
addEventListener("pageshow", show);

const fold = document.querySelector(".filter-fold");
const isAbove = fold && getComputedStyle(fold.parentElement).order === "-1";
if (isAbove) fold.open = false;

for (const filter of document.querySelectorAll(".list-filter")) {
  const key = `admin.filter.${document.body.className}.${filter.dataset.filterTitle}`;
  if (sessionStorage.getItem(key) === "closed") filter.open = false;
  filter.addEventListener("toggle", () =>
    sessionStorage.setItem(key, filter.open ? "open" : "closed"),
  );
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-popup-opener]");
  if (!link || !window.opener) return;
  event.preventDefault();
  window.opener.dismissRelatedLookupPopup?.(window, link.dataset.popupOpener);
});
