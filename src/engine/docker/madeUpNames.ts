/** Names for containers that were given none: an adjective and somebody's surname. */
import type { Random } from '../../base/random';

const ADJECTIVES =
  'agile amber ample apt ardent artful awake balmy bold brave breezy brisk calm candid careful cheerful chipper civil clever cosmic cosy crisp curious daring dapper deft devoted dreamy durable eager early earnest easy elated elegant fair famous fearless fervent festive fluent fond frank fresh frosty gallant genial gentle gifted glad golden graceful grand handy happy hardy hearty honest hopeful humble ideal jaunty jolly jovial joyful keen kind lively loyal lucid lucky mellow merry mild modest moonlit neat nimble noble open patient peaceful placid plucky polite proud prudent quick quiet radiant rapid ready robust rosy rustic serene sharp silent sincere sleepy smart snug solid spry stable steady stoic strange sunny swift tender thrifty tidy tireless tranquil upbeat urbane valiant vibrant vivid warm wise witty zealous zesty'.split(
    ' ',
  );

const SURNAMES =
  'abel agnesi aiken allen anning archimedes babbage banach banneker bardeen bassi bell berners bernoulli bohr boole borg boyle brahe brattain brooks burnell cantor carson cartan carver celsius chandra clarke conway coulomb cray crick curie cushman dahl darwin davy descartes dijkstra dirac driscoll easley eckert edison einstein elion engelbart erdos euclid euler faraday fermat fermi feynman fibonacci fourier franklin galilei galois gauss germain goedel goodall gould hamilton hawking heaviside heisenberg helmholtz hermann herschel hertz hilbert hodgkin hooke hopper hoover hubble huygens hypatia ising jang jones joule kare kepler kilby knuth kovalevskaya lagrange lamarr lamport laplace lavoisier leavitt leibniz lamarck liskov lovelace maxwell mayer mcclintock meitner mendel mendeleev milner minsky mirzakhani morse murdock nash napier newton nobel noether ohm pascal pasteur pauli payne perlman planck poincare ptolemy ramanujan ride ritchie rosen rubin salk sammet shannon shockley somerville spence stallman swan tesla tharp thompson torvalds turing varahamihira volta wescoff wiles wilson wing wozniak wright yalow yonath zhukovsky'.split(
    ' ',
  );

/** A name that is not taken; after some tries with a digit behind. */
export function madeUpName(random: Random, isTaken: (name: string) => boolean): string {
  for (let attempt = 0; attempt < 6; attempt++) {
    const digit = attempt === 0 ? '' : String(random.integer(10));
    const name = `${random.pick(ADJECTIVES)}_${random.pick(SURNAMES)}${digit}`;
    if (!isTaken(name)) return name;
  }
  return random.token('0123456789abcdef', 12);
}
