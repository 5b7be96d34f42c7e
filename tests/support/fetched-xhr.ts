/** As much of XMLHttpRequest as tus-js-client's browser half asks for, so that it runs in Node as on a phone. */
export class FetchedXhr {
  onload: (() => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  status = 0;
  responseText = "";
  #method = "";
  #url = "";
  #headers: Record<string, string> = {};
  #answered = new Headers();
  readonly #cancel = new AbortController();

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.#answered.get(name);
  }

  abort(): void {
    this.#cancel.abort();
  }

  send(body: Blob | null): void {
    void this.#exchange(body).then(
      () => this.onload?.(),
      (error: unknown) => this.onerror?.(error),
    );
  }

  async #exchange(body: Blob | null): Promise<void> {
    const response = await fetch(this.#url, {
      method: this.#method,
      headers: this.#headers,
      body: body && (await body.arrayBuffer()),
      signal: this.#cancel.signal,
    });
    this.status = response.status;
    this.#answered = response.headers;
    this.responseText = await response.text();
  }
}
