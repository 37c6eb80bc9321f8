// A slug that follows a title until somebody writes another.
const letters = Object.fromEntries(
  "ß:ss æ:ae œ:oe ø:o đ:d ð:d þ:th ł:l ı:i а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sh ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ґ:g"
    .split(" ")
    .map((pair) => pair.split(":")),
);

export function slugOf(text, length, allowUnicode) {
  let slug = text.toLowerCase();
  if (!allowUnicode) {
    slug = [...slug].map((letter) => letters[letter] ?? letter).join("");
    slug = slug.normalize("NFD").replace(/\p{M}/gu, "");
    slug = [...slug].map((letter) => letters[letter] ?? letter).join("");
  }
  slug = slug.replace(allowUnicode ? /[^-_\p{L}\p{N}\s]/gu : /[^-\w\s]/g, "").trim();
  return slug
    .replace(/[-\s]+/g, "-")
    .slice(0, length)
    .replace(/^-+|-+$/g, "");
}

const form = document.querySelector("[data-prepopulated-fields]");
const fields = JSON.parse(form?.dataset.prepopulatedFields || "[]");
const followed = new WeakSet();

/** @param root Where fields are: the page, or an inline form that was added. */
export function prepopulate(root) {
  const index = root === document ? undefined : /-(\d+)$/.exec(root.id)?.[1];
  for (const field of fields) {
    const idOf = (id) => (index === undefined ? id : id.replace("__prefix__", index));
    if (idOf(field.id).includes("__prefix__")) continue;
    const target = root.querySelector(idOf(field.id));
    const sources = field.dependency_ids.map((id) => document.querySelector(idOf(id)));
    if (!target || followed.has(target) || target.value !== "" || sources.includes(null)) continue;
    followed.add(target);
    let edited = false;
    target.addEventListener("input", () => (edited = true));
    const follow = () => {
      if (edited) return;
      const texts = sources.map((source) =>
        source.tagName === "SELECT" ? (source.selectedOptions[0]?.text ?? "") : source.value,
      );
      target.value = slugOf(texts.filter(Boolean).join(" "), field.maxLength, field.allowUnicode);
    };
    for (const source of sources) {
      source.addEventListener("input", follow);
      source.addEventListener("change", follow);
    }
  }
}
