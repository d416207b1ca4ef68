import { freePort } from "../../test/servers.js";

async function project(name, environment, optionsOf = () => ({})) {
  const port = await freePort();
  return { test: { name, environment, include: [`${name}.spec.js`], provide: { port },
                   environmentOptions: optionsOf(`http://127.0.0.1:${port}/`) } };
}

export default {
  test: {
    projects: [
      await project("node", "node"),
      await project("jsdom", "jsdom", (url) => ({ jsdom: { url } })),
      await project("happy-dom", "./happy_dom_environment.js", (url) => ({ happyDOM: { url } })),
    ],
  },
};
