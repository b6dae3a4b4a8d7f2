export const faker = {};
