/** `npm run -s headless -- COMMAND`: the playground without a page. */
const [command, ...words] = process.argv.slice(2);

switch (command) {
  case 'session': {
    const { sessionCommand } = await import('./session');
    await sessionCommand();
    break;
  }
  case 'serve': {
    const { serve } = await import('./serve');
    serve(words);
    break;
  }
  case 'prove': {
    const { prove } = await import('./prove');
    prove(words);
    break;
  }
  case 'checks': {
    const { describeChecks } = await import('../course');
    process.stdout.write(`${describeChecks()}\n`);
    break;
  }
  default:
    process.stderr.write(
      'usage: headless session | serve [--port PORT] [--cluster NAME] | prove [--table | LESSON...] | checks\n',
    );
    process.exitCode = 2;
}

export {};
