// Class names follow the text of the style alone, so that a build is the same in every folder.
export default {
  compilerOptions: { runes: true, cssHash: ({ hash, css }) => `c${hash(css)}` },
};
