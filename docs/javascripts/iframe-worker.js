// Search in the docs when they are opened from disk: browsers start no worker there, so its code
// runs in a hidden frame. The theme looks for a file of this name before it fetches one.
"use strict";

class FrameWorker extends EventTarget {
  constructor(url) {
    super();
    this.frame = document.createElement("iframe");
    this.frame.hidden = true;
    document.body.appendChild(this.frame);
    const inner = this.frame.contentWindow;
    this.passOn = (event) => {
      if (event.source !== inner && event.data?.frameWorker !== url) return;
      const told = new MessageEvent("message", { data: event.data.data });
      this.dispatchEvent(told);
      this.onmessage?.(told);
    };
    window.addEventListener("message", this.passOn);
    this.ready = new Promise((resolve) => { this.frame.addEventListener("load", resolve, { once: true }); });
    const address = new URL(url, location.href).href;
    inner.document.open();
    inner.document.write(`<!doctype html><script>
      var __index = parent.__index;
      function postMessage(data) { parent.postMessage({ frameWorker: ${JSON.stringify(String(url))}, data: data }, "*"); }
      function importScripts() {
        return Promise.all(Array.from(arguments).map(function (one) {
          return new Promise(function (resolve, reject) {
            var script = document.createElement("script");
            script.src = one; script.onload = resolve; script.onerror = reject;
            document.body.appendChild(script);
          });
        }));
      }
    <\/script><script src="${address}"><\/script>`);
    inner.document.close();
  }

  postMessage(data) {
    this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
  }

  terminate() {
    window.removeEventListener("message", this.passOn);
    this.frame.remove();
  }
}

if (location.protocol === "file:") window.Worker = FrameWorker;
