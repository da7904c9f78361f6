/** A storage that ends with the page. */
class Memory {
  [key: string]: unknown;
  getItem(key: string) {
    return this[key] ?? null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

export const memory = () => new Memory() as unknown as Storage;
