/* One file goes to the server; how many of its bytes have gone is told on the way. */

export class Sending {
  constructor(address, body) {
    this.request = new XMLHttpRequest();
    this.request.open("POST", address);
    this.body = body;
  }

  /* {status, text}; status 0 where the connection broke. */
  go({ bytes, looking }) {
    const { request } = this;
    return new Promise((done) => {
      request.upload.addEventListener("progress", (event) => bytes(event.loaded / event.total));
      request.upload.addEventListener("load", looking);
      request.addEventListener("loadend", () => done({ status: request.status, text: request.responseText }));
      request.send(this.body);
    });
  }

  stop() {
    this.request.abort();
  }
}
