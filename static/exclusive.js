// "None of these" and the other boxes of its group take each other's place.
export function onlyOne({ target }) {
  if (target.type !== 'checkbox' || !target.checked) return
  for (const other of document.getElementsByName(target.name)) {
    const clash = [target, other].some((box) => box.dataset.behaviour === 'exclusive')
    if (clash && other !== target && other.form === target.form) other.checked = false
  }
}
