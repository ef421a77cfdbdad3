/** Shows a form of the Auth API, and reads what the consumer answered. */
const RULES = {
  required: 'This is needed.',
  min_length: 'This is too short.',
  max_length: 'This is too long.',
  numeric_only: 'Only digits are allowed.',
  pattern: 'The bank does not accept this.',
  allow_selected_min: 'Choose one more.',
  allow_selected_max: 'Choose fewer.',
  option_disabled: 'This cannot be chosen now.',
}

let ids = 0

/** @returns {{node: HTMLElement, read: () => Array<{key: string, value: unknown}>}} */
export function shown(elements, options) {
  const parts = elements.map(element => (SHOW[element.type] ?? showNothing)(element, options))
  return {
    node: node('div', {}, ...parts.map(part => part.node)),
    read: () => parts.flatMap(part => part.read()),
  }
}

const SHOW = {
  text: element => silent(node('p', {}, element.content)),

  link: (element, options) => {
    const target = /^https?:/i.test(element.href ?? '') ? element.href : undefined
    return silent(node('p', {}, target
      ? node('a', { href: target, rel: 'noopener noreferrer', target: options.openPoliciesInNewWindow ? '_blank' : undefined },
        element.label ?? target)
      : element.label ?? ''))
  },

  context: (element, options) => {
    const inner = shown(element.content ?? [], options)
    const boxed = (element.tags ?? []).some(tag => tag.startsWith('BOX_'))
    return { node: node('div', { className: boxed ? 'box' : '' }, inner.node), read: inner.read }
  },

  input: element => {
    const field = labelled(element, id => node('input', {
      id,
      type: element.password ? 'password' : 'text',
      autocomplete: element.validator?.numeric_only ? 'one-time-code' : 'off',
      inputMode: element.validator?.numeric_only ? 'numeric' : undefined,
      placeholder: element.placeholder ?? '',
      value: element.prefill_value ?? '',
      readOnly: element.read_only,
    }))
    return { node: field.node, read: () => [{ key: element.key, value: field.control.value }] }
  },

  toggle: element => {
    const id = nextId()
    const box = node('input', { id, type: 'checkbox', checked: element.selected })
    return {
      node: node('div', { className: 'field' },
        node('div', { className: 'option' }, box, node('label', { htmlFor: id }, element.label)), ...faults(element, box)),
      read: () => [{ key: element.key, value: box.checked }],
    }
  },

  choice: element => {
    const many = (element.allow_selected?.max ?? 1) > 1
    const none = element.allow_selected?.min === 0
    const group = options(element, many || none ? 'checkbox' : 'radio', element.selected ?? [])
    return {
      node: group.node,
      read: () => {
        const chosen = group.boxes.filter(box => box.checked).map(box => box.value)
        return [{ key: element.key, value: many ? chosen : chosen[0] ?? [] }]
      },
    }
  },

  switchable: (element, settings) => {
    const contents = element.options.map(option => shown(option.content ?? [], settings))
    const group = options(element, 'radio', [element.selected])
    const turn = () => contents.forEach((content, i) => { content.node.hidden = !group.boxes[i].checked })
    group.boxes.forEach(box => box.addEventListener('change', turn))
    turn()
    group.node.append(...contents.map(content => content.node))
    return {
      node: group.node,
      read: () => {
        const active = group.boxes.findIndex(box => box.checked)
        return [{ key: element.key, value: group.boxes[active]?.value ?? '' }, ...(contents[active]?.read() ?? [])]
      },
    }
  },

  padlock: element => {
    const drawn = []
    const told = node('p', { className: 'wait', role: 'status' }, 'Nothing drawn yet')
    const tell = () => { told.textContent = drawn.length ? drawn.map(cell => cell + 1).join(' – ') : 'Nothing drawn yet' }
    const cells = Array.from({ length: element.rows * element.columns }, (_, cell) =>
      node('button', { type: 'button', onclick: () => { drawn.push(cell); tell() } }, String(cell + 1)))
    const grid = node('div', { className: 'padlock' }, ...cells)
    grid.style.gridTemplateColumns = `repeat(${element.columns}, auto)`
    const again = node('button', { type: 'button', onclick: () => { drawn.length = 0; tell() } }, 'Start again')
    return {
      node: node('fieldset', { className: 'field' }, node('legend', {}, element.label ?? 'Your pattern'), grid, told, again, ...faults(element, grid)),
      read: () => [{ key: element.key, value: [...drawn] }],
    }
  },

  image: element => {
    const image = node('img', { alt: element.alt ?? element.label ?? '', title: element.title ?? '' })
    if (/^data:image\//.test(element.src ?? '')) {
      image.src = element.src
    }
    const parts = [image]
    if (element.resizable) {
      let width = 200
      image.style.width = width + 'px'
      const resize = by => { width = Math.max(80, width + by); image.style.width = width + 'px' }
      parts.push(tools(['Smaller', () => resize(-40)], ['Larger', () => resize(40)]))
    }
    return silent(node('div', { className: 'field' }, ...parts))
  },

  flicker: element => {
    const bars = element.data[0].map(() => node('i', {}))
    const field = node('div', { className: 'flicker', role: 'img', ariaLabel: 'Flicker code for your TAN generator' }, ...bars)
    let frame = 0
    let perSecond = 10
    let width = 16
    let timer
    const show = () => {
      element.data[frame].forEach((bit, i) => bars[i].classList.toggle('on', bit === 1))
      frame = (frame + 1) % element.data.length
      timer = setTimeout(() => field.isConnected && show(), 1000 / perSecond)
    }
    setTimeout(show)
    const resize = by => { width = Math.min(24, Math.max(8, width + by)); field.style.width = width + 'rem' }
    const speed = by => { perSecond = Math.min(20, Math.max(2, perSecond + by)); clearTimeout(timer); show() }
    return silent(node('div', { className: 'field' }, field,
      tools(['Smaller', () => resize(-2)], ['Larger', () => resize(2)], ['Slower', () => speed(-2)], ['Faster', () => speed(2)])))
  },
}

function showNothing() {
  return silent(node('div', {}))
}

function silent(shownNode) {
  return { node: shownNode, read: () => [] }
}

function labelled(element, control) {
  const id = nextId()
  const made = control(id)
  return {
    control: made,
    node: node('div', { className: 'field' }, node('label', { htmlFor: id }, element.label ?? ''), made, ...faults(element, made)),
  }
}

function options(element, type, selected) {
  const name = nextId()
  const boxes = element.options.map(option =>
    node('input', { id: nextId(), type, name, value: option.value, disabled: option.disabled, checked: selected.includes(option.value) }))
  const rows = element.options.map((option, i) => node('div', { className: 'option' }, boxes[i],
    node('label', { htmlFor: boxes[i].id }, option.label, ...badge(option),
      ...(option.description ? [node('small', {}, option.description)] : []))))
  const group = node('fieldset', { className: 'field' }, node('legend', {}, element.label ?? ''), ...rows)
  group.append(...faults(element, group))
  return { node: group, boxes }
}

function badge(option) {
  const content = option.badge?.content ?? ''
  if (option.badge?.type === 'text') {
    return [node('span', { className: 'badge' }, content)]
  }
  return /^data:image\//.test(content) ? [node('img', { className: 'badge', src: content, alt: '' })] : []
}

function faults(element, described) {
  const broken = { ...element.validation_error, ...element.allow_selected?.validation_error }
  const rules = Object.keys(broken).filter(rule => broken[rule])
  if (!rules.length) {
    return []
  }
  const id = nextId()
  described.setAttribute('aria-describedby', id)
  described.setAttribute('aria-invalid', 'true')
  return [node('p', { id, className: 'error' }, rules.map(rule => RULES[rule] ?? 'The bank does not accept this.').join(' '))]
}

function tools(...buttons) {
  return node('div', { className: 'tools' },
    ...buttons.map(([label, onclick]) => node('button', { type: 'button', onclick }, label)))
}

function nextId() {
  return 'xs2a-' + ++ids
}

/** An element with properties; texts are texts, never markup. */
export function node(name, properties, ...children) {
  const made = document.createElement(name)
  for (const [property, value] of Object.entries(properties)) {
    if (value !== undefined && value !== null) {
      made[property] = value
    }
  }
  made.append(...children)
  return made
}
