// The types lie beside the code, not under its path; Nest itself reads the store from here.
declare module 'class-transformer/cjs/storage' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage';
}
