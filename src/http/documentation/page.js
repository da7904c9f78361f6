const at = (id) => document.getElementById(id);

const session = createSession((user, why = '') => {
  at('account-said').textContent = user
    ? `Signed in as ${user.email} (${user.role}). What you try below is sent as this account.`
    : `${why} Nobody is signed in.`.trim();
  for (const id of ['sign-in', 'by-token']) at(id).hidden = user !== undefined;
  at('sign-out').hidden = user === undefined;
  at('by-token').open = false;
});

/** Runs a form's or button's action, and says why it did not work. */
async function attempt(action) {
  at('account-refused').textContent = '';
  try {
    await action();
  } catch (error) {
    if (error?.code === 'OTP_REQUIRED') at('code-label').hidden = false;
    const told = error?.details?.map(({ field, error: text }) => `${field}: ${text}`).join(' ') || error?.message;
    at('account-refused').textContent = error?.code ? told : 'The server could not be reached.';
    if (error?.code === 'OTP_REQUIRED') at('code').focus();
    return;
  }
  for (const id of ['sign-in', 'take-token']) at(id).reset();
  at('code-label').hidden = true;
}

function onSubmit(id, action) {
  at(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = at(id).querySelector('button');
    if (button.disabled) return;
    button.disabled = true;
    await attempt(action);
    button.disabled = false;
    if (!at('sign-out').hidden) at('sign-out').focus();
  });
}

onSubmit('sign-in', () => {
  const otp = at('code').value.trim();
  return session.signIn({ email: at('email').value, password: at('password').value, ...(otp && { otp }) });
});
onSubmit('take-token', () =>
  session.take(
    at('token')
      .value.trim()
      .replace(/^Bearer\s+/i, ''),
  ),
);
at('sign-out').addEventListener('click', async () => {
  await attempt(session.signOut);
  if (!at('sign-in').hidden) at('email').focus();
});

/** The token that the latest request to an address carried. */
const sent = new Map();

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  supportedSubmitMethods: ['get', 'post', 'put', 'patch', 'delete'],
  async requestInterceptor(request) {
    const token = request.loadSpec ? undefined : await session.token();
    if (token) request.headers.Authorization = `Bearer ${token}`;
    sent.set(request.url, request.headers.Authorization);
    return request;
  },
  responseInterceptor(response) {
    session.heard(response.body?.error?.code, sent.get(response.url));
    return response;
  },
});
