// What the visitor reads while the program loads, and instead of it where it cannot run.
export default function initializer() {
  const text = document.getElementById("loading-text");
  const progress = document.getElementById("loading-progress");
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
  return {
    onStart: () => {},
    onProgress: ({ current, total }) => {
      if (total) {
        progress.max = total;
        progress.value = current;
        text.textContent = `Loading the program… ${megabytes(current)} of ${megabytes(total)} MB`;
      } else {
        text.textContent = `Loading the program… ${megabytes(current)} MB`;
      }
    },
    onComplete: () => {},
    onSuccess: () => { text.textContent = "Starting…"; },
    onFailure: (error) => {
      progress.hidden = true;
      text.textContent = `VPCanvas could not be loaded: ${error}. Reload the page, or try a current browser with WebAssembly and WebGL.`;
    },
  };
}
