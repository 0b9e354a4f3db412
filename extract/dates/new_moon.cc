#include "extract/dates/new_moon.h"

#include <cmath>
#include <numbers>

namespace guanxi {
namespace {

constexpr double kMonth = 29.530588861;   // days from new moon to new moon, on the mean
constexpr double kFirst = 2451550.09766;  // the first of the year 2000, as a Julian ephemeris day
constexpr double kUnixEpoch = 2440587.5;  // 1970-01-01 as a Julian day
constexpr double kBeijing = 8.0 / 24.0;
constexpr double kClockBehind = 70.0 / 86400.0;  // ephemeris time runs ahead of the clock by about so much

// A periodic term: its size in days, and how often the anomalies of sun and moon and the moon's latitude
// enter it; the sun's anomaly also scales it by the earth's eccentricity.
struct Term {
  double size;
  int sun;
  int moon;
  int latitude;
};

constexpr Term kTerms[] = {
    {-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0},    {0.01608, 0, 2, 0},  {0.01039, 0, 0, 2},
    {0.00739, -1, 1, 0}, {-0.00514, 1, 1, 0},   {0.00208, 2, 0, 0},  {-0.00111, 0, 1, -2},
    {-0.00057, 0, 1, 2}, {0.00056, 1, 2, 0},    {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},
    {0.00038, 1, 0, -2}, {-0.00024, -1, 2, 0},  {-0.00007, 2, 1, 0}, {0.00004, 0, 2, -2},
    {0.00004, 3, 0, 0},  {0.00003, 1, 1, -2},   {0.00003, 0, 2, 2},  {-0.00003, 1, 1, 2},
    {0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0}, {0.00002, 0, 4, 0},
};

// What the planets add: size, phase and speed in degrees a month.
struct Planet {
  double size;
  double phase;
  double speed;
};

constexpr Planet kPlanets[] = {
    {0.000325, 299.77, 0.107408},  {0.000165, 251.88, 0.016321}, {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239}, {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},  {0.000056, 154.84, 7.306860}, {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},  {0.000040, 291.34, 1.844379}, {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
};

double sine(double degrees) {
  return std::sin(std::fmod(degrees, 360.0) * std::numbers::pi / 180.0);
}

// The moment of the new moon of a number, counted from the first of 2000, as a Julian ephemeris day.
double new_moon(double k) {
  const double t = k / 1236.85;  // centuries
  const double eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
  const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t;
  const double latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t;
  const double node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  double day = kFirst + kMonth * k + 0.00015437 * t * t - 0.000000150 * t * t * t - 0.00017 * sine(node);
  for (const Term& term : kTerms) {
    const int power = term.sun < 0 ? -term.sun : term.sun;
    day += term.size * std::pow(eccentricity, power) *
           sine(term.sun * sun + term.moon * moon + term.latitude * latitude);
  }
  for (const Planet& planet : kPlanets) day += planet.size * sine(planet.phase + planet.speed * k);
  return day;
}

}  // namespace

Day new_moon_near(Day day) {
  const double k = std::round((day + 0.5 + kUnixEpoch - kBeijing - kFirst) / kMonth);
  return static_cast<Day>(std::floor(new_moon(k) - kClockBehind + kBeijing - kUnixEpoch));
}

}  // namespace guanxi
