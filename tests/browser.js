// What is wrong with what is seen now, as sentences: contrast (WCAG AA), size of what is pressed, what sticks out.
() => {
  const wrong = [];
  const parse = (text) => {
    const found = text.match(/[\d.]+/g).map(Number);
    return { r: found[0], g: found[1], b: found[2], a: found[3] ?? 1 };
  };
  const over = (top, under) => {
    const mix = (one) => top[one] * top.a + under[one] * (1 - top.a);
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  };
  const light = (one) => {
    const [r, g, b] = [one.r, one.g, one.b].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const colours = (text) => (text.match(/rgba?\([^)]*\)/g) || []).map(parse);
  // What lies behind a node: the colours of the nearest ground, and what shines through to it.
  const grounds = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const drawn = colours(style.backgroundImage);
      if (drawn.length) return drawn.map((one) => layers.reduceRight((under, top) => over(top, under), one));
      const ground = parse(style.backgroundColor);
      if (ground.a > 0) layers.push(ground);
      if (ground.a === 1) break;
    }
    return [layers.reduceRight((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 })];
  };
  const top = [...document.querySelectorAll("dialog[open]")].at(-1);
  const seen = (node) => {
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || node.closest(".unseen, .skip")) return null;
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height) return null;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const there = document.elementFromPoint(x, y);
    return there && (node.contains(there) || there.contains(node)) && (!top || top.contains(node)) ? box : null;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const node = walker.currentNode.parentElement;
    if (!words || !/[\p{L}\p{N}]/u.test(words) || !seen(node)) continue;
    if (node.closest("[disabled]")) continue;
    const style = getComputedStyle(node);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const worst = Math.min(...grounds(node).map((ground) => contrast(over(parse(style.color), ground), ground)));
    if (worst < (large ? 3 : 4.5)) wrong.push(`contrast ${worst.toFixed(2)}: ${words.slice(0, 30)} .${node.className}`);
  }
  for (const node of document.querySelectorAll("button, a[href], input, textarea, summary")) {
    const box = seen(node);
    if (!box || node.closest(".words, .quote")) continue; // what stands in a line of text is as high as the line
    if (Math.min(box.width, box.height) < 24) wrong.push(`${Math.round(box.width)}×${Math.round(box.height)}: ${node.id || node.className}`);
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push(`outside: ${node.id || node.className}`);
  }
  if (document.scrollingElement.scrollWidth > innerWidth) wrong.push(`${document.scrollingElement.scrollWidth} wide in ${innerWidth}`);
  return wrong;
}
