import { freePort } from "../../test/servers.js";

async function project(name, testEnvironment, optionsOf = () => ({})) {
  const port = await freePort();
  return { displayName: name, testMatch: [`<rootDir>/${name}.spec.cjs`], testEnvironment, transform: {},
           testEnvironmentOptions: optionsOf(`http://127.0.0.1:${port}/`), globals: { port } };
}

export default async () => ({
  projects: [
    await project("node", "./node_environment.js"),
    await project("jsdom", "./jsdom_environment.js", (url) => ({ url })),
  ],
});
