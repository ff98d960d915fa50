// A token behind the # (as in the links that `npm start` prints) stays in the browser and signs in here.
const token = new URLSearchParams(location.hash.slice(1)).get('token');

const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
  onComplete: () => {
    if (token !== null) ui.preauthorizeApiKey('token', token);
  },
});
