#include <extract/statement/statement.h>
#include <query/output/table.h>

#include <iostream>

int main() {
  guanxi::Entity entity{"person", "Ada", ""};
  guanxi::Table table{{"name"}, {{entity.name}}};
  guanxi::write_table(table, guanxi::OutputFormat::kTable, std::cout);
  std::cout << entity.id().print('Q') << ' ' << table.rows.size() << " row\n";
}
