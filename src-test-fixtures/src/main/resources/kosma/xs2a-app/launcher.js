/*
 * Stand-in for the launcher of the XS2A App: window.XS2A with configure() and startFlow(), and the six callbacks.
 * The App itself is a page of the playground in a frame; what the consumer types never gets into this page.
 */
(() => {
  'use strict'

  const CALLBACKS = ['onLoad', 'onReady', 'onAbort', 'onError', 'onFinished', 'onClose']
  const DEFAULTS = { autoClose: true, psd2RedirectMethod: 'newWindow', theme: 'default' }
  const APP = new URL('/xs2a/widget-app/v1/index.html', document.currentScript.src)

  let configured = {}
  let running = null

  const XS2A = {
    configure(options = {}) {
      configured = { ...options }
    },

    startFlow(clientToken, options = {}) {
      if (typeof clientToken !== 'string' || clientToken.split('.').length !== 3) {
        throw new TypeError('XS2A.startFlow needs the client_token of a flow')
      }
      if (running) {
        throw new Error('XS2A.startFlow: another flow is open')
      }
      running = new Run(clientToken, { ...DEFAULTS, ...configured, ...options })
    },
  }

  /** One flow in its frame, from startFlow to onClose. */
  class Run {
    constructor(clientToken, options) {
      this.clientToken = clientToken
      this.options = options
      this.ended = false
      this.hear = event => this.heard(event)
      window.addEventListener('message', this.hear)
      this.open()
    }

    open() {
      this.frame = document.createElement('iframe')
      this.frame.title = 'XS2A App'
      this.frame.src = APP.href
      style(this.frame, { border: '0', width: '100%', height: '100%', display: 'block', colorScheme: 'normal' })
      this.frame.addEventListener('load', () => this.call('onLoad'), { once: true })

      this.dialog = document.createElement('dialog')
      this.dialog.id = 'xs2a-app'
      this.dialog.setAttribute('aria-label', 'Log in at your bank')
      style(this.dialog, {
        padding: '0', border: '0', borderRadius: '1rem', overflow: 'hidden',
        width: 'min(28rem, 100vw)', height: 'min(42rem, 100dvh)', maxWidth: '100vw', maxHeight: '100dvh',
        boxShadow: '0 1rem 4rem rgb(0 0 0 / 0.4)',
      })
      this.dialog.append(this.frame)
      this.dialog.addEventListener('cancel', event => {
        event.preventDefault()
        this.abort()
      })
      document.body.append(this.dialog)
      this.dialog.showModal()
    }

    heard(event) {
      if (event.source !== this.frame.contentWindow || event.origin !== APP.origin) {
        return
      }
      const { kosma, ...details } = event.data ?? {}
      switch (kosma) {
        case 'hello':
          this.frame.contentWindow.postMessage(
            { kosma: 'start', clientToken: this.clientToken, options: withoutCallbacks(this.options) }, APP.origin)
          break
        case 'ready': this.call('onReady'); break
        case 'finished': this.end('onFinished'); break
        case 'error': this.end('onError', details.error); break
        case 'abort': this.abort(); break
        case 'close': this.close(); break
        case 'redirect': this.redirect(details.url); break
      }
    }

    /** To the bank in this window; only ever to a page of the web. */
    redirect(url) {
      const target = new URL(url)
      if (target.protocol === 'https:' || target.protocol === 'http:') {
        window.location.assign(target.href)
      }
    }

    abort() {
      if (!this.ended) {
        this.ended = true
        this.call('onAbort')
      }
      this.close()
    }

    end(callback, argument) {
      this.ended = true
      this.call(callback, argument)
      if (this.options.autoClose || this.options.hideTransitionOnFlowEnd) {
        this.close()
      }
    }

    close() {
      window.removeEventListener('message', this.hear)
      this.dialog.close()
      this.dialog.remove()
      running = null
      this.call('onClose')
    }

    call(name, argument) {
      const callback = this.options[name]
      if (typeof callback === 'function') {
        callback(argument)
      }
    }
  }

  function withoutCallbacks(options) {
    return Object.fromEntries(Object.entries(options).filter(([name]) => !CALLBACKS.includes(name)))
  }

  function style(element, properties) {
    Object.assign(element.style, properties)
  }

  window.XS2A = XS2A
  if (typeof window.onXS2AReady === 'function') {
    window.onXS2AReady(XS2A)
  }
})()
