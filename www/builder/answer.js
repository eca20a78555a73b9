// The text of a server's answer, as far as a page should load it.

/**
 * @param {Response} response
 * @param {number} most So many bytes at most, whatever the server announces.
 * @returns {Promise<string>} Empty where there are more.
 */
export async function textOf(response, most) {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let left = Number(response.headers.get("content-length")) > most ? -1 : most;
  let text = "";
  while (left >= 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    left -= value.length;
    text += decoder.decode(value, { stream: true });
  }
  // A cancelled answer is not sent on; that the server goes on to fail concerns nobody.
  reader.cancel().catch(() => {});
  return "";
}
