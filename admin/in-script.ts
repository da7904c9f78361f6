/** JSON that cannot end the script it stands in; U+2028 and U+2029 end a line in old JavaScript. */
export const inScript = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
