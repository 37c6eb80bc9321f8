// Whoever takes the password away need not type one.
const choices = document.querySelectorAll('input[name="usable_password"]');
const rows = document.querySelectorAll(".field-password1, .field-password2");
const warning = document.getElementById("id_unusable_warning");
const buttons = {
  set: document.querySelector(".set-password"),
  unset: document.querySelector(".unset-password"),
};

function follow() {
  const isUsable =
    document.querySelector('input[name="usable_password"]:checked')?.value !== "false";
  for (const row of rows) row.hidden = !isUsable;
  if (warning) warning.hidden = isUsable;
  if (!buttons.unset) return;
  buttons.set.hidden = !isUsable;
  buttons.unset.hidden = isUsable;
}

if (choices.length > 0) {
  for (const choice of choices) choice.addEventListener("change", follow);
  follow();
}
